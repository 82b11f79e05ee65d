"""A mail server with TLS on a free port of this machine, for one message: writes its port to the first file, and what
it was told to the second. python3 mail_server.py PORT_FILE SAID_FILE CERTIFICATE KEY starttls|smtps"""

import os
import socket
import ssl
import sys

port_file, said_file, certificate, key, kind = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
listener = socket.create_server(("127.0.0.1", 0))
with open(port_file + ".part", "w") as file:
    file.write(str(listener.getsockname()[1]))
os.rename(port_file + ".part", port_file)

connection, _ = listener.accept()
encrypted = kind == "smtps"
if encrypted:
    connection = context.wrap_socket(connection, server_side=True)
said = []
connection.sendall(b"220 here\r\n")
data = False
stream = connection.makefile("rb")
while True:
    line = stream.readline().decode()
    if not line:
        break
    said.append(("tls " if encrypted else "clear ") + line.strip())
    word = line.strip().upper()
    reply = "250 fine"
    if data:
        if line != ".\r\n":
            continue
        data, reply = False, "250 queued"
    elif word.startswith("EHLO"):
        reply = "250-here\r\n250 AUTH PLAIN" if encrypted else "250-here\r\n250 STARTTLS"
    elif word == "STARTTLS":
        connection.sendall(b"220 go on\r\n")
        connection = context.wrap_socket(connection, server_side=True)
        stream = connection.makefile("rb")
        encrypted = True
        continue
    elif word.startswith("AUTH"):
        connection.sendall(b"334 \r\n")
        said.append("tls " + stream.readline().decode().strip())
        reply = "235 welcome"
    elif word == "DATA":
        data, reply = True, "354 go on"
    elif word == "QUIT":
        connection.sendall(b"221 bye\r\n")
        break
    connection.sendall((reply + "\r\n").encode())
with open(said_file + ".part", "w") as file:
    file.write("\n".join(said) + "\n")
os.rename(said_file + ".part", said_file)
