CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    customer int NOT NULL REFERENCES customers,
    total numeric(12, 2) NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now());

INSERT INTO customers (name) SELECT 'customer ' || g FROM generate_series(1, 100) g;
INSERT INTO orders (customer, total) SELECT g % 100 + 1, g * 0.99 FROM generate_series(1, 1000) g;
