/*
 * TCPechod PORT: a concurrent echo server.
 *
 * The parent does nothing but accept connections. For each one it makes a child with fork();
 * the child echoes that client's lines and ends with the connection. No client waits for another.
 *
 * The switches below make the variants of the lab; the Makefile sets them. They are plain numbers
 * in plain ifs, so that the compiler checks every variant each time.
 */
#define _POSIX_C_SOURCE 200809L // declares sigaction(), which C11 alone doesn't know

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef REAP_CHILDREN
#define REAP_CHILDREN 1 // 0: ended children stay behind as zombies
#endif
#ifndef REUSE_ADDRESS
#define REUSE_ADDRESS 0 // 1: bind() even if old connections still hold the port
#endif
#ifndef COUNT_SIGPIPE
#define COUNT_SIGPIPE 0 // 1: tell of each SIGPIPE instead of dying of it
#endif

// Who prints: the parent and its children share one terminal.
static char who[32] = "Parent";

// sig_atomic_t is read and written in one piece; volatile, because it changes between two statements.
static volatile sig_atomic_t sigpipes = 0;
static sig_atomic_t sigpipes_told = 0;

static void count_sigpipe(int signal_number)
{
    (void)signal_number;
    sigpipes++;
}

// printf() isn't safe inside a signal handler: it may interrupt another printf(). So the handler
// counts, and this tells, called where the program is outside of it. A signal that comes after this
// call and before the system call that follows is told at the next turn; pselect(2) closes that gap.
static void tell_sigpipes(void)
{
    while (sigpipes_told < sigpipes)
        printf("%s: SIGPIPE number %d\n", who, (int)++sigpipes_told);
}

static void reap_children(int signal_number)
{
    int interrupted_errno = errno; // the code that was interrupted may be about to read errno

    (void)signal_number;
    // A loop: while one SIGCHLD waits to be handled, further ones are merged into it.
    // WNOHANG: the children that still run must not be waited for.
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    errno = interrupted_errno;
}

static void handle(int signal_number, void (*handler)(int), int flags)
{
    struct sigaction action = {0};

    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal_number, &action, NULL) == -1)
        err(EXIT_FAILURE, "sigaction");
}

static void handle_signals(void)
{
    // SA_RESTART: accept() goes on waiting after a child was reaped, as if nothing had happened.
    if (REAP_CHILDREN)
        handle(SIGCHLD, reap_children, SA_RESTART);
    // No SA_RESTART: a blocked accept() or read() shall return with EINTR, so that we can tell.
    if (COUNT_SIGPIPE)
        handle(SIGPIPE, count_sigpipe, 0);
}

static in_port_t parse_port(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    if (end == text || *end != '\0' || port < 1 || port > 65535)
        errx(EXIT_FAILURE, "got port \"%s\", expected a number from 1 to 65535", text);
    return (in_port_t)port;
}

static int open_listener(in_port_t port)
{
    struct sockaddr_in address = {0};
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (listener == -1)
        err(EXIT_FAILURE, "socket");
    if (REUSE_ADDRESS && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1)
        err(EXIT_FAILURE, "setsockopt SO_REUSEADDR");

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY); // every address of this host
    address.sin_port = htons(port);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == -1)
        err(EXIT_FAILURE, "bind to port %d", port);
    if (listen(listener, 5) == -1)
        err(EXIT_FAILURE, "listen at port %d", port);
    return listener;
}

// What came from the network may hold anything; a terminal would obey some of it.
static void print_line(const char *line, size_t length)
{
    printf("%s: receiving data: ", who);
    for (size_t i = 0; i < length && line[i] != '\n'; i++)
        putchar(line[i] >= ' ' && line[i] <= '~' ? line[i] : '.');
    putchar('\n');
}

// write() may take less than it was given. Returns -1 when it fails.
static int write_all(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(connection, data, length);

        if (written == -1 && errno != EINTR)
            return -1;
        if (written > 0) {
            data += written;
            length -= (size_t)written;
        }
    }
    return 0;
}

// TCP carries bytes, not lines: one read() may bring several lines, or part of one.
// Each goes back with a write() of its own, so that a peer which is gone shows between two of them.
static int echo_lines(int connection, const char *data, size_t length)
{
    while (length > 0) {
        const char *newline = memchr(data, '\n', length);
        size_t line = newline ? (size_t)(newline - data) + 1 : length;

        print_line(data, line);
        if (write_all(connection, data, line) == -1)
            return -1;
        data += line;
        length -= line;
    }
    return 0;
}

static ssize_t read_some(int connection, char *data, size_t size)
{
    ssize_t received;

    do {
        tell_sigpipes();
        received = read(connection, data, size);
    } while (received == -1 && errno == EINTR);
    return received;
}

static void serve(int connection)
{
    char data[1024];
    ssize_t received;

    while ((received = read_some(connection, data, sizeof data)) > 0) {
        // Without a handler, the SIGPIPE of a write() to a peer that is gone ends this child
        // here, without a word. With one, write() returns, and errno is EPIPE.
        if (echo_lines(connection, data, (size_t)received) == -1) {
            int reason = errno;

            tell_sigpipes();
            printf("%s: write failed: %s\n", who, strerror(reason));
            return;
        }
    }
    if (received == 0) // end of file: the client's FIN
        printf("%s: connection closed by the client\n", who);
    else
        printf("%s: read failed: %s\n", who, strerror(errno));
}

static void serve_in_child(int listener, int connection)
{
    pid_t pid = fork();

    if (pid == -1)
        warn("fork"); // the client is turned away by close(); those being served don't notice
    if (pid == 0) {
        // The child has a copy of every descriptor. It never accepts, and as long as it held
        // the listening socket, the port would stay open after the parent's end.
        close(listener);
        // Memory is copied too: from here on, the child has a name and counts of its own,
        // and the parent never learns of them. The signal handlers stay as the parent set them.
        snprintf(who, sizeof who, "child %ld", (long)getpid());
        sigpipes = sigpipes_told = 0;
        serve(connection);
        exit(EXIT_SUCCESS); // closes the connection: the FIN to the client
    }
    // The FIN is sent when the *last* descriptor of a connection is closed. Without this line
    // the client would never see the end, and the parent would run out of descriptors.
    close(connection);
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(EXIT_FAILURE, "usage: TCPechod PORT");

    in_port_t port = parse_port(argv[1]);
    int listener = open_listener(port);

    // Show each line when it is printed, even in a pipe. Also, fork() copies what still waits
    // in a buffer, and then it would be printed twice.
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    handle_signals();
    printf("%s: Waiting for incoming connections at port %d\n", who, port);

    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;

        tell_sigpipes();
        int connection = accept(listener, (struct sockaddr *)&client, &size);

        if (connection == -1) {
            // EINTR: a signal came. ECONNABORTED: the client left before it was accepted.
            if (errno == EINTR || errno == ECONNABORTED)
                continue;
            err(EXIT_FAILURE, "accept");
        }
        printf("%s: Incoming connection from %s remote port %d\n", who, inet_ntoa(client.sin_addr),
               ntohs(client.sin_port));
        serve_in_child(listener, connection);
    }
}
