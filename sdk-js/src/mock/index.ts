export type { MockConnection } from './mock-connection.js';
export { type MockOptions, MockServer, type MockUser } from './mock-server.js';
