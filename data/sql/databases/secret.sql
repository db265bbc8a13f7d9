-- The login of one connection, forgotten with it.
CREATE TEMPORARY SECRET login (
    TYPE /* type */, HOST $host, PORT $port, USER $user, PASSWORD $password, DATABASE $database
)
