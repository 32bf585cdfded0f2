/* client HOST PORT: sends each name that is typed in a datagram, and prints the answer. */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void use_lab_address(int server)
{
    // Set where the lab's hosts share one network stack: then they can be told apart.
    const char *address = getenv("LAB_ADDRESS");
    struct sockaddr_in own = {.sin_family = AF_INET}; // port 0: the kernel chooses one

    if (address == NULL)
        return;
    own.sin_addr.s_addr = inet_addr(address);
    if (bind(server, (struct sockaddr *)&own, sizeof own) == -1)
        err(EXIT_FAILURE, "bind to %s", address);
}

int main(int argc, char *argv[])
{
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_DGRAM};
    struct addrinfo *found;
    char name[64], answer[80];

    if (argc != 3)
        errx(EXIT_FAILURE, "usage: client HOST PORT");
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); // each line at once, even into a pipe

    int status = getaddrinfo(argv[1], argv[2], &hints, &found);
    if (status != 0)
        errx(EXIT_FAILURE, "%s: %s", argv[1], gai_strerror(status));
    int server = socket(found->ai_family, found->ai_socktype, 0);
    if (server == -1)
        err(EXIT_FAILURE, "socket");
    use_lab_address(server);
    // Sends nothing: it only fixes where send() sends to, and whose datagrams recv() takes.
    if (connect(server, found->ai_addr, found->ai_addrlen) == -1)
        err(EXIT_FAILURE, "connect");
    freeaddrinfo(found);

    printf("Ready. Your name?\n");
    while (fgets(name, sizeof name, stdin) != NULL) {
        if (send(server, name, strcspn(name, "\n"), 0) == -1)
            err(EXIT_FAILURE, "send");
        ssize_t length = recv(server, answer, sizeof answer, 0);

        if (length == -1)
            err(EXIT_FAILURE, "recv");
        printf("%.*s\n", (int)length, answer);
    }
    return EXIT_SUCCESS;
}
