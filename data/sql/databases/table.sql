SELECT * FROM /* schema */./* table */
