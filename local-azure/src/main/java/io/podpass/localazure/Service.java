package io.podpass.localazure;

/** Something that answers HTTP requests. Implementations are safe for use by many threads. */
interface Service {
    Reply handle(HttpCall call);
}
