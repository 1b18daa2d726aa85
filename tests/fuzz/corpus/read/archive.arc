filedesc://x.arc 0.0.0.0 20210308070000 text/plain 8
1 0 Lamp

http://l.example/a b 10.0.0.1 20210308070000 text/html 997
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!doctype html><html lang=en><head><title>Ferry sinks | Lamp</title><meta property='og:site_name' content='Lamp'><link rel=canonical href='https://lamp.example/2021/03/08/x'><script type='application/ld+json'>{"@graph":[{"@type":"NewsArticle","headline":"Ferry","author":[{"name":"Runa Hale"}]}]}</script></head><body><nav><a href=/>Home</a></nav><div class=article-body><h1>Ferry sinks</h1><p>The ferry to Velmore sank at its moorings on Sunday night, and nobody was aboard. <a href='../b?x=1&amp;y'>More</a><p>It was old &mdash; &#8220;very&#x201d;.<h2>Next</h2><table><tr><td>One<td>Two</table><ul><li>a<li>b</ul><pre>x
 y</pre>The ferry to Velmore sank at its moorings on Sunday night, and nobody was aboard.<br><br>The ferry to Velmore sank at its moorings on Sunday night, and nobody was aboard.</div><!-- c --><div id=comments><p>The ferry to Velmore sank at its moorings on Sunday night, and nobody was aboard.</div></body></html>
