package org.broadsheet.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests of one connection that wait for the responses to others. The first one was received before. */
class PipelinedRequestsTest {

    private final List<String> received = new ArrayList<>();

    private final EmbeddedChannel connection =
            new EmbeddedChannel(new Pipelining.Limit(), new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    if (message instanceof HttpRequest request) {
                        received.add(request.uri());
                    }
                }
            });

    private void request(String path) {
        connection.writeInbound(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path), LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void respond() {
        connection.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        connection.runPendingTasks();
    }

    private boolean isReading() {
        return !ReadPauses.of(connection).isPaused();
    }

    @Test
    void aFifthRequestWaitsForAResponseAndNothingMoreIsRead() {
        for (String path : List.of("/2", "/3", "/4", "/5")) {
            request(path);
        }
        assertThat(received).containsExactly("/2", "/3", "/4");
        assertThat(isReading()).isFalse();

        respond();
        assertThat(received).containsExactly("/2", "/3", "/4", "/5");
        assertThat(isReading()).isTrue();
    }

    @Test
    void requestsThatWaitAreReceivedInTheirOrder() {
        for (int number = 2; number <= 30; number++) {
            request("/" + number);
        }
        while (received.size() < 29) {
            assertThat(isReading()).isFalse();
            respond();
        }
        assertThat(received.get(0)).isEqualTo("/2");
        assertThat(received.get(28)).isEqualTo("/30");
        assertThat(received).isSortedAccordingTo(Comparator.comparingInt(path -> Integer.parseInt(path.substring(1))));
        assertThat(isReading()).isTrue();
    }

    @Test
    void nothingIsReceivedOnceTheClientHasLeft() {
        for (String path : List.of("/2", "/3", "/4", "/5")) {
            request(path);
        }
        connection.close();
        connection.runPendingTasks();

        assertThat(received).doesNotContain("/5");
    }

    @Test
    void aClientThatSendsFarTooManyRequestsIsDisconnected() {
        for (int number = 0; connection.isOpen(); number++) {
            request("/");
            assertThat(number).isLessThan(20_000);
        }
        assertThat(received).hasSize(3);
    }
}
