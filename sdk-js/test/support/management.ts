// The management API, as far as the tests need it: apps of their own, to be switched off, and tokens to be revoked.
import type { App } from './carillon-process.js';

export class Management {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** A new app with the key that it is born with. */
  async createApp(name: string): Promise<App> {
    const made = await this.#call('POST', 'apps', { name });
    return { ...this.#app, id: made.app.id, key: made.key.key, secret: made.key.secret };
  }

  async disable({ id }: App): Promise<void> {
    await this.#call('PATCH', `apps/${id}`, { enabled: false });
  }

  async revokeUser({ id }: App, user: string): Promise<void> {
    await this.#call('POST', `apps/${id}/revocations`, { user });
  }

  async #call(method: string, path: string, body: object): Promise<any> {
    const response = await fetch(`${this.#app.url}/api/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#app.apiToken}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
