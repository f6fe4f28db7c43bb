let names = 0;

/** A name that no other test has. */
export const unique = <P extends string>(prefix: P): `${P}-${string}` => `${prefix}-${Date.now().toString(36)}-${++names}`;
