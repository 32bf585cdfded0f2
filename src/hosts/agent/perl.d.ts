/** A program in Perl, as text: the build and the tests put it in (scripts/build/perl.mjs). */
declare module '*.pl' {
  const source: string;
  export default source;
}
