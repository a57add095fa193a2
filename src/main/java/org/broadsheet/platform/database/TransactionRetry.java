package org.broadsheet.platform.database;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Retries a transaction that failed because of a concurrent one, so that the client need not. Deadlocks are normal
 * here: publishing locks a story and then what the story refers to, and deleting a category locks the category and then
 * its stories.
 */
@Transactional
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + TransactionRetry.OUTSIDE_OF_THE_TRANSACTION)
class TransactionRetry {

    /** Quarkus begins transactions at 200. */
    static final int OUTSIDE_OF_THE_TRANSACTION = 199;

    private static final int ATTEMPTS = 5;

    private static final int LONGEST_PAUSE_MILLIS = 50;

    private static final Logger LOG = Logger.getLogger(TransactionRetry.class);

    private final TransactionManager transactions;

    TransactionRetry(TransactionManager transactions) {
        this.transactions = transactions;
    }

    @AroundInvoke
    Object untilItSucceeds(InvocationContext call) throws Exception {
        if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
            return call.proceed();
        }
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return call.proceed();
            } catch (Exception e) {
                if (!SerializationFailure.isCauseOf(e)) {
                    throw e;
                }
                LOG.debugf(e, "%s is retried", call.getMethod());
                Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS * attempt));
            }
        }
        return call.proceed();
    }
}
