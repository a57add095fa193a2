package org.broadsheet.key;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks for the identity of whoever has this key. */
final class KeyRequest extends BaseAuthenticationRequest {

    private final Secret secret;

    KeyRequest(Secret secret) {
        this.secret = secret;
    }

    Secret secret() {
        return secret;
    }
}
