package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object.
 *
 * @param version the resource version the change made
 * @param before the object it replaced; empty when it is new
 * @param object the object as it is now; when {@code deleted}, as it was last, with the version of its deletion
 */
record Change(long version, ObjectKey key, Optional<ObjectNode> before, ObjectNode object, boolean deleted) {}
