// The same in every runtime: connects to a real Carillon, publishes with the server's half, hears it, is refused and told why.

/**
 * @param {{Carillon: any}} client the built package
 * @param {{CarillonServer: any}} publisher its half for servers
 * @param {string} url as Carillon prints it: http://KEY:SECRET@HOST:PORT/apps/APP_ID
 */
export async function smoke({ Carillon }, { CarillonServer }, url, WebSocket) {
  const { username: key, hostname: wsHost, port } = new URL(url);
  const server = CarillonServer.forURL(url);
  const carillon = new Carillon(key, {
    wsHost,
    wsPort: Number(port),
    forceTLS: false,
    WebSocket,
    channelAuthorization: {
      customHandler: async ({ socketId, channelName }) => {
        if (channelName.includes('closed')) throw new Error('closed');
        return server.authorizeChannel(
          socketId,
          channelName,
          channelName.startsWith('presence-') ? { user_id: 'ann' } : undefined,
        );
      },
    },
  });
  try {
    const name = `presence-runtime-${Math.floor(Math.random() * 1e9)}`;
    const room = await carillon.subscribe(name).whenSubscribed();
    const heard = room.once('greeting');
    await server.trigger(name, 'greeting', { to: room.members.me.id });
    const refused = await carillon
      .subscribe('private-closed')
      .whenSubscribed()
      .catch((error) => error.code);
    return JSON.stringify({ heard: await heard, refused, state: carillon.connection.state });
  } finally {
    carillon.disconnect();
  }
}
