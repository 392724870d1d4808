using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Server.Ui;

/// <summary>The page at /ui/ and the API reference at /docs, from the files that the web build leaves beside the program.</summary>
internal static class UiFiles
{
    private const string NotBuilt = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>OCPP simulator</title>
        <h1>The page is not built</h1>
        <p>This server was built without it. Build it with <code>dotnet build src/Server</code> (Node.js 20 or later is needed),
        then start again. The API works all the same: <a href="/openapi/v1.json">/openapi/v1.json</a>.</p></html>
        """;

    public static void MapUi(this WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot", "ui");
        if (File.Exists(Path.Combine(root, "index.html")))
        {
            app.UseStaticFiles(
                new StaticFileOptions
                {
                    FileProvider = new PhysicalFileProvider(root),
                    RequestPath = "/ui",
                    OnPrepareResponse = context => Cache(context.Context.Response, context.Context.Request.Path),
                }
            );
        }

        Map(app, "/", () => Results.Redirect("/ui/"));
        // Paths of the page's own router, but not missing files. Routing does not tell /ui from /ui/, and the page's links
        // are relative to the latter.
        Map(
            app,
            "/ui/{**path:nonfile}",
            (HttpContext context) =>
                context.Request.Path.Value == "/ui" ? Results.Redirect("/ui/") : Page(context, root, "index.html")
        );
        // A charger's id may look like a file.
        Map(app, "/ui/chargers/{id}", (HttpContext context) => Page(context, root, "index.html"));
        Map(app, "/docs", (HttpContext context) => Page(context, root, "docs.html"));
    }

    private static void Map(WebApplication app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler).ExcludeFromDescription();

    private static IResult Page(HttpContext context, string root, string file)
    {
        Cache(context.Response, file);
        var path = Path.Combine(root, file);
        return File.Exists(path)
            ? Results.File(path, "text/html; charset=utf-8")
            : Results.Content(NotBuilt, "text/html", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Names under assets/ hold a hash of their content; everything else is asked for anew each time.</summary>
    private static void Cache(HttpResponse response, string path) =>
        response.Headers[HeaderNames.CacheControl] = path.StartsWith("/ui/assets/", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
}
