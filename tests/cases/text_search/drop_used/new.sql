CREATE TABLE page (body text);
