/** How events on encrypted channels are sealed by those who publish them, and opened by those who listen. */
@NullMarked
package io.carillon.client.cipher;

import org.jspecify.annotations.NullMarked;
