/*
 * TCPechod PORT: a concurrent echo server.
 *
 * The parent does nothing but accept connections. For each one it makes a child with fork();
 * the child echoes what that client sends and ends with the connection. No client waits for another.
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

// A child that has ended stays in the process table as a zombie until its parent asks how it ended.
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
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (listener == -1)
        err(EXIT_FAILURE, "socket");

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
static void print_data(int child, const char *data, size_t length)
{
    printf("child %d: receiving data: ", child);
    if (data[length - 1] == '\n')
        length--;
    for (size_t i = 0; i < length; i++)
        putchar(data[i] >= ' ' && data[i] <= '~' ? data[i] : '.');
    putchar('\n');
}

// write() may take less than it was given. Returns -1 when it fails.
static int write_all(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(connection, data, length);

        if (written == -1)
            return -1;
        data += written;
        length -= (size_t)written;
    }
    return 0;
}

static void serve(int connection)
{
    int child = (int)getpid();
    char data[1024];
    ssize_t received;

    while ((received = read(connection, data, sizeof data)) > 0) {
        print_data(child, data, (size_t)received);
        if (write_all(connection, data, (size_t)received) == -1) {
            printf("child %d: write failed: %s\n", child, strerror(errno));
            return;
        }
    }
    if (received == 0) // end of file: the client's FIN
        printf("child %d: connection closed by the client\n", child);
    else
        printf("child %d: read failed: %s\n", child, strerror(errno));
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
        serve(connection);
        exit(EXIT_SUCCESS); // closes the connection: the FIN to the client
    }
    // The FIN is sent when the *last* descriptor of a connection is closed. Without this line
    // the client would never see the end, and the parent would run out of descriptors.
    close(connection);
}

int main(int argc, char *argv[])
{
    struct sigaction reap = {0};

    if (argc != 2)
        errx(EXIT_FAILURE, "usage: TCPechod PORT");

    in_port_t port = parse_port(argv[1]);
    int listener = open_listener(port);

    // Show each line when it is printed, even in a pipe. Also, fork() copies what still waits
    // in a buffer, and then it would be printed twice.
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);

    // SA_RESTART: accept() goes on waiting after a child was reaped, as if nothing had happened.
    reap.sa_handler = reap_children;
    reap.sa_flags = SA_RESTART;
    if (sigaction(SIGCHLD, &reap, NULL) == -1)
        err(EXIT_FAILURE, "sigaction");
    printf("Parent: Waiting for incoming connections at port %d\n", port);

    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;
        int connection = accept(listener, (struct sockaddr *)&client, &size);

        if (connection == -1)
            err(EXIT_FAILURE, "accept");
        printf("Parent: Incoming connection from %s remote port %d\n", inet_ntoa(client.sin_addr),
               ntohs(client.sin_port));
        serve_in_child(listener, connection);
    }
}
