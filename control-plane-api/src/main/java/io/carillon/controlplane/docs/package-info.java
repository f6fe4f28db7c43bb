/** What each refusal means to the developer who meets it. */
@NullMarked
package io.carillon.controlplane.docs;

import org.jspecify.annotations.NullMarked;
