package org.broadsheet.identity.key;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Requests the identity that belongs to a key. */
final class KeyRequest extends BaseAuthenticationRequest {

    private final Secret secret;

    KeyRequest(Secret secret) {
        this.secret = secret;
    }

    Secret secret() {
        return secret;
    }
}
