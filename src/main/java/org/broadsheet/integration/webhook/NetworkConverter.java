package org.broadsheet.integration.webhook;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a network in CIDR notation. */
public class NetworkConverter implements Converter<IPAddress> {

    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException if the text is no network */
    @Override
    public IPAddress convert(String network) {
        try {
            return new IPAddressString(network.strip()).toAddress().toPrefixBlock();
        } catch (AddressStringException e) {
            throw new IllegalArgumentException(network + " is not a network such as 10.0.0.0/8", e);
        }
    }
}
