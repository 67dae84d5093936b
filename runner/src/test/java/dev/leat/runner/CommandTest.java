package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void quotesHoldWordsTogether() {
        assertThat(Command.split("python3  my_source.py")).containsExactly("python3", "my_source.py");
        assertThat(Command.split("run 'a b' \"c 'd'\" e'f g'")).containsExactly("run", "a b", "c 'd'", "ef g");
        assertThat(Command.split("x ''")).containsExactly("x", "");
    }
}
