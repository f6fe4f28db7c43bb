/** How people and their programs are known: first sign-in of all, passwords, sessions, second factors, tokens. */
@NullMarked
package io.carillon.controlplane.account;

import org.jspecify.annotations.NullMarked;
