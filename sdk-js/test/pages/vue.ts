import { createApp, defineComponent, h, ref } from 'vue';
import { carillonPlugin, useChannel, useConnectionState, useEvent, usePresence, useTyping } from '../../src/vue/index.js';
import { client, page, words } from './room.js';

const Room = defineComponent({
  setup() {
    const name = ref<string>();
    window.go = (room) => {
      name.value = room;
    };
    const heard = ref<string[]>([]);
    const presence = usePresence(name);
    const { users, keystroke } = useTyping(name);
    const channel = useChannel(name);
    const state = useConnectionState();
    useEvent(name, 'message', ({ text }) => heard.value.push(text));
    return () => {
      const ids = presence.value.members.map(({ id }) => id);
      return [h('p', words(state.value, channel.value?.name, ids, users.value, heard.value)), h('input', { onInput: keystroke })];
    };
  },
});

createApp(Room).use(carillonPlugin, client).mount(page);
