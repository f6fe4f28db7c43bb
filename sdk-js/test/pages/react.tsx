import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { CarillonProvider, useChannel, useConnectionState, useEvent, usePresence, useTyping } from '../../src/react/index.js';
import { client, page, words } from './room.js';

function Room({ name }: { name: string | undefined }) {
  const [heard, setHeard] = useState<string[]>([]);
  const { members } = usePresence(name);
  const { users, keystroke } = useTyping(name);
  const channel = useChannel(name);
  const state = useConnectionState();
  useEvent(name, 'message', ({ text }) => setHeard((before) => [...before, text]));
  const ids = members.map(({ id }) => id);
  return (
    <>
      <p>{words(state, channel?.name, ids, users, heard)}</p>
      <input onInput={keystroke} />
    </>
  );
}

function App() {
  const [name, setName] = useState<string>();
  window.go = setName;
  return <Room name={name} />;
}

createRoot(page).render(
  <StrictMode>
    <CarillonProvider client={client}>
      <App />
    </CarillonProvider>
  </StrictMode>,
);
