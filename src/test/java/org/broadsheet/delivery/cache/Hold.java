package org.broadsheet.delivery.cache;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Holds a response between the reading of what is in it and its being kept, for requests that ask for that. */
public class Hold {

    public static final String HEADER = "X-Test-Hold";

    private static volatile CountDownLatch reached = new CountDownLatch(1);
    private static volatile CountDownLatch released = new CountDownLatch(1);

    public static void prepare() {
        reached = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    public static void awaitReached() throws InterruptedException {
        if (!reached.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("Nothing is being held");
        }
    }

    public static void release() {
        released.countDown();
    }

    @ServerResponseFilter(priority = Priorities.USER + 500)
    public void hold(ContainerRequestContext request) throws InterruptedException {
        if (request.getHeaderString(HEADER) != null) {
            reached.countDown();
            released.await(10, TimeUnit.SECONDS);
        }
    }
}
