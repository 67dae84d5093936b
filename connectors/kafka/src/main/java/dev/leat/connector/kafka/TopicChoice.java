package dev.leat.connector.kafka;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The topics that the configuration names, one by one or by patterns. */
record TopicChoice(List<String> names) {

    /** Those of the topics there are that are meant; throws CONFIG for a name that none has. */
    List<String> among(Collection<String> topics) {
        List<Pattern> patterns = new ArrayList<>();
        for (String name : names) {
            if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
                patterns.add(pattern(name));
            } else if (topics.contains(name)) {
                patterns.add(Pattern.compile(Pattern.quote(name)));
            } else {
                throw ConnectorException.config("topics names \"" + name + "\", and the broker has no such topic, or"
                        + " does not show it to this user (ACL DESCRIBE)" + Nearest.hint(name, topics));
            }
        }
        return topics.stream()
                .filter(topic -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(topic).matches()))
                .toList();
    }

    private static Pattern pattern(String name) {
        StringBuilder pattern = new StringBuilder();
        for (char c : name.toCharArray()) {
            switch (c) {
                case '*' -> pattern.append(".*");
                case '?' -> pattern.append('.');
                default -> pattern.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.toString());
    }
}
