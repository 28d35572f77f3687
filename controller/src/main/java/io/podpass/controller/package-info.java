/** Keeps assignments and the hosts' identities as pods, bindings and identities ask for. */
@NullMarked
package io.podpass.controller;

import org.jspecify.annotations.NullMarked;
