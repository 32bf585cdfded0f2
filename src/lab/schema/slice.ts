import type * as z from 'zod/mini';

/** Keys and the schema of each. */
export type Keys = z.core.$ZodShape;
/** A mapping of a lab.yaml with these keys and no others. */
export type Written<W extends Keys> = z.infer<z.ZodMiniObject<W, z.core.$strict>>;
/** A mapping of a record with these keys. */
export type Recorded<R extends Keys> = z.infer<z.ZodMiniObject<R, z.core.$strip>>;
