import { Carillon, Typing } from './index.js';

/** The class itself, with the rest of the package on it: `new Carillon(...)`, `new Carillon.Typing(...)`. */
export default Object.assign(Carillon, { Typing });
