/** The cipher of encrypted channels. */
@NullMarked
package io.carillon.client.encryption;

import org.jspecify.annotations.NullMarked;
