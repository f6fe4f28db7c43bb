import { mount } from 'svelte';
import Room from './Room.svelte';
import { page } from './room.js';

mount(Room, { target: page });
