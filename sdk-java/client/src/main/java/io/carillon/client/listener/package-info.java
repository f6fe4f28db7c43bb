/** Methods of an app that hear events: what integrations with frameworks have in common. */
@NullMarked
package io.carillon.client.listener;

import org.jspecify.annotations.NullMarked;
