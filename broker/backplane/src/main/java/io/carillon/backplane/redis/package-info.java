/** What the nodes share, over Redis: one named Lua file for each change of state. */
@NullMarked
package io.carillon.backplane.redis;

import org.jspecify.annotations.NullMarked;
