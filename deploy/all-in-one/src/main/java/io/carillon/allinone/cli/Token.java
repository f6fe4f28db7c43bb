package io.carillon.allinone.cli;

import picocli.CommandLine.Command;

/** {@code carillon token}. */
@Command(name = "token", description = "Look at connection tokens, which clients connect with.")
final class Token {}
