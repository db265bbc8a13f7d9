-- grain: offer_id
SELECT offer_id, product_ids, discount_share, name FROM offers ORDER BY offer_id
