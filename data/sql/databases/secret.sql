-- The login of one connection, forgotten with it.
CREATE TEMPORARY SECRET login (
    TYPE postgres, HOST $host, PORT $port, USER $user, PASSWORD $password, DATABASE $database
)
