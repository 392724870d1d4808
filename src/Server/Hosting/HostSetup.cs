using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Server.Api;
using Server.Backup;
using Server.Csms;
using Server.Roster;

namespace Server.Hosting;

/// <summary>What the host needs besides the simulator's own parts.</summary>
internal static class HostSetup
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(20);

    /// <summary>Listens where the settings say, quietly.</summary>
    /// <exception cref="StartFailureException">A URL is none.</exception>
    public static void UseKestrelAt(this WebApplicationBuilder builder, SimulatorSettings settings)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Listen(Split(settings.Urls), settings.NoCsms ? new() : settings.Csms.Tls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = SocketBudget.Plain;
            kestrel.Limits.MaxConcurrentUpgradedConnections = SocketBudget.ServerSockets;
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // Says by exception what the caller says in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // A client that asks the hub for what there is not is told so; it is no error of ours.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
    }

    /// <summary>Whether the addresses can be had, before anything is written.</summary>
    /// <exception cref="StartFailureException">A URL is none, or its address cannot be had.</exception>
    public static void CheckAddresses(SimulatorSettings settings)
    {
        var tls = settings.NoCsms ? [] : settings.Csms.Tls.Split();
        foreach (
            var (url, setting) in Split(settings.Urls)
                .Select(url => (url, "--urls"))
                .Concat(tls.Select(url => (url, "Simulator:Csms:Tls:Urls")))
        )
        {
            var address = BindingAddress.Parse(url);
            var ip =
                address.Host == "localhost" ? IPAddress.Loopback
                : IPAddress.TryParse(address.Host, out var parsed) ? parsed
                : IPAddress.Any;
            try
            {
                using var probe = new TcpListener(ip, address.Port);
                probe.Start();
            }
            catch (SocketException error)
            {
                var mend =
                    error.SocketErrorCode == SocketError.AddressAlreadyInUse
                        ? "the port is taken: stop the program that listens there, or choose another"
                    : error.SocketErrorCode == SocketError.AddressNotAvailable
                        ? "this machine does not have that address: choose another"
                    : $"{error.Message}: choose another address";
                throw new StartFailureException($"Cannot listen at {url}: {mend} with {setting}.", error);
            }
        }
    }

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.AddSingleton<IApiDescriptionProvider, HubMessageDescription>();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ProblemHandler.Describe);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>What each request passes on its way to its slice.</summary>
    public static void UsePipeline(this WebApplication app)
    {
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseWebSockets();
        app.UseKnownParameters();
        app.UseReadiness();
        app.UseChangeGate();
    }

    /// <summary>Every error is problem details, those without a body included.</summary>
    private static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = error => (error as BadHttpRequestException)?.StatusCode ?? 500,
                SuppressDiagnosticsCallback = _ => true,
            }
        );
        app.UseStatusCodePages();
    }

    private static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                // Styles are set by the page's components at run time.
                headers.ContentSecurityPolicy =
                    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                    + "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
                return next(context);
            }
        );

    /// <summary>Starts, and says where.</summary>
    /// <exception cref="StartFailureException">The address cannot be had, or storage refuses.</exception>
    public static async Task StartOrFailAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new StartFailureException(
                $"{error.Message.TrimEnd('.')}: stop the program that listens there, or choose another address with --urls.",
                error
            );
        }
        catch (SocketException error)
        {
            throw new StartFailureException(
                $"Cannot listen at {string.Join(", ", app.Urls)}: {error.Message}. Choose another address with --urls.",
                error
            );
        }
        catch (InvalidOperationException error) when (error.Message.Contains("HTTPS", StringComparison.Ordinal))
        {
            throw new StartFailureException(
                "An https address needs a certificate: set Kestrel__Certificates__Default__Path and __Password, or listen at http.",
                error
            );
        }

        foreach (var url in app.Urls)
        {
            Console.WriteLine($"The simulator listens at {url} - page {url}/ui/, API reference {url}/docs");
        }
    }

    private static string[] Split(string urls)
    {
        var list = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return list.Length > 0 && Array.TrueForAll(list, IsUrl)
            ? list
            : throw new StartFailureException(
                $"'{urls}' is no place to listen at: --urls takes http://HOST:PORT, such as http://127.0.0.1:8080, several with ; between."
            );
    }

    internal static bool IsUrl(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address is { Scheme: "http" or "https", Host.Length: > 0, Port: >= 0 and <= 65535 }
                && address.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
