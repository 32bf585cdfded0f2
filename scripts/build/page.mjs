// The preview's page, for browsers.
import { resolve } from 'node:path';
import { build } from 'vite';

/** Gives the files of the modules and styles that went into it. */
export async function buildPage(dir) {
  const { output } = await build({
    root: 'src/preview/page',
    // The page's address holds a token, so all addresses in it are relative.
    base: './',
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: resolve(dir),
      emptyOutDir: true,
      assetsDir: 'asset',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1000,
      target: 'es2022',
    },
  });
  const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
  const styles = [resolve('node_modules/asciinema-player/dist/bundle/asciinema-player.css')];
  return [...modules.map((module) => module.replace(/^\0/, '')), ...styles];
}
