package dev.leat.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.protocol.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The processes of one connection. A connector that understands {@code session} is kept after an answer and takes the
 * next command, as starting it costs more than most answers do; of others every command is a process of its own.
 * Thread-safe: two commands at the same time are two processes.
 */
final class Processes implements AutoCloseable {
    private final Session session;
    private final String connection;
    private final Launcher launcher;
    private volatile String replication;
    private final Deque<Child> idle = new ArrayDeque<>();
    private final List<Child> retired = new ArrayList<>();

    Processes(Session session, String connection, Launcher launcher) {
        this.session = session;
        this.connection = connection;
        this.launcher = launcher;
    }

    /**
     * Waits for one answer.
     *
     * @param who what messages call the connector
     * @param words the command and its options
     * @param inSession whether the connector understands {@code session}
     */
    Answer ask(String who, Verb verb, List<String> words, boolean inSession) {
        Child child = start(who, words, inSession);
        boolean kept = false;
        try {
            if (!inSession) {
                child.endInput();
            }
            Answer answer = Question.ask(session, child, verb);
            kept = inSession && child.alive();
            if (kept) {
                keep(child);
            }
            return answer;
        } finally {
            if (!kept) {
                child.close();
            }
        }
    }

    /** Begins a command, the last one of its process, which belongs to the caller. */
    Child start(String who, List<String> words, boolean inSession) {
        session.stop().check();
        if (!inSession) {
            return launch(who, words);
        }
        Child child = take();
        if (child == null) {
            child = launch(who, List.of("session"));
        }
        child.playing(who);
        try {
            child.in().write((Json.text(words) + "\n").getBytes(UTF_8));
            child.in().flush();
        } catch (IOException gone) {
            // Whoever waits for the answer learns from the process's end what became of it.
        }
        return child;
    }

    private Child launch(String who, List<String> words) {
        return launcher.start(session, new Whose(connection, replication), who, words);
    }

    /** Names the replication that commands from now on are part of; null if none. Processes do not outlast it. */
    void serve(String name) {
        renew();
        replication = name;
    }

    /** Has every command from now on start a process of its own or take one that has yet to be started. */
    synchronized void renew() {
        idle.forEach(Child::endInput);
        retired.addAll(idle);
        idle.clear();
    }

    private synchronized Child take() {
        return idle.pollFirst();
    }

    private synchronized void keep(Child child) {
        idle.addFirst(child);
    }

    /** Lets the processes go that wait for a command that does not come. */
    @Override
    public synchronized void close() {
        renew();
        for (Child child : retired) {
            child.await(session.timeouts().exitS());
            child.close();
        }
        retired.clear();
    }
}
