ATTACH '' AS source (TYPE /* type */, READ_ONLY, SECRET login)
