package org.broadsheet.delivery.cache;

/** The responses that this node has cached. */
public interface CachedResponses {

    /**
     * Finds a response that can be sent at once.
     *
     * @param target of the request, in its canonical form
     * @param coding the coding that the client prefers
     * @return null if there is none
     */
    CachedResponse find(String target, ContentCoding coding, Validators validators);
}
