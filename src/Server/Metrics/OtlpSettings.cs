using Server.Hosting;

namespace Server.Metrics;

/// <summary>Where the figures are sent by OTLP.</summary>
public sealed record OtlpSettings
{
    /// <summary>The collector's address without the path of a signal, such as http://127.0.0.1:4318; null: they are not sent.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>gRPC instead of HTTP with protobuf.</summary>
    public bool Grpc { get; init; }

    /// <summary>Headers of each request, NAME=VALUE with commas between; null for those of OTEL_EXPORTER_OTLP_HEADERS, if any.</summary>
    public string? Headers { get; init; }

    /// <summary>Seconds from one export to the next; null for what OTEL_METRIC_EXPORT_INTERVAL says, else 60.</summary>
    public int? IntervalSeconds { get; init; }
}

/// <summary>Simulator:Otlp in appsettings.json, Simulator__Otlp__… in the environment; what is absent there, OpenTelemetry's own variables say.</summary>
internal static class OtlpSection
{
    private const string Http = "http/protobuf";
    private const string Grpc = "grpc";

    /// <exception cref="StartFailureException">A setting is wrong.</exception>
    public static OtlpSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Simulator:Otlp");
        section.RefuseUnknown([
            nameof(OtlpSettings.Endpoint),
            "Protocol",
            nameof(OtlpSettings.Headers),
            nameof(OtlpSettings.IntervalSeconds),
        ]);
        var (endpoint, place) = Find(configuration, section, nameof(OtlpSettings.Endpoint), "ENDPOINT");
        if (endpoint is null)
        {
            return section.GetChildren().FirstOrDefault(child => !string.IsNullOrEmpty(child.Value)) is { } useless
                ? throw new StartFailureException(
                    $"{useless.Path} is set, but nowhere to send to: set {section.Path}:{nameof(OtlpSettings.Endpoint)} as well."
                )
                : new OtlpSettings();
        }
        return new OtlpSettings
        {
            Endpoint = Address(endpoint, place),
            Grpc = IsGrpc(configuration, section),
            Headers = Headers(section),
            IntervalSeconds = section.Integer(nameof(OtlpSettings.IntervalSeconds), 1, 3600),
        };
    }

    private static Uri Address(string text, string place) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address is { UserInfo: "", Query: "", Fragment: "" }
            ? address
            : throw new StartFailureException(
                $"{place} is no address of a collector: it must be http://HOST:PORT or https://HOST:PORT, such as http://127.0.0.1:4318."
            );

    private static bool IsGrpc(IConfiguration configuration, IConfigurationSection section)
    {
        var (protocol, place) = Find(configuration, section, "Protocol", "PROTOCOL");
        return protocol switch
        {
            null or Http => false,
            Grpc => true,
            _ => throw new StartFailureException($"{place} is '{protocol}'; it must be {Http} or {Grpc}."),
        };
    }

    // Not said again where they are wrong: they may be secret.
    private static string? Headers(IConfigurationSection section)
    {
        var headers = section[nameof(OtlpSettings.Headers)];
        if (string.IsNullOrEmpty(headers))
        {
            return null;
        }
        return Array.TrueForAll(headers.Split(','), header => header.IndexOf('=', StringComparison.Ordinal) > 0)
            ? headers
            : throw new StartFailureException(
                $"{section.Path}:{nameof(OtlpSettings.Headers)} must be NAME=VALUE, several with commas between."
            );
    }

    private static (string? Value, string Place) Find(
        IConfiguration configuration,
        IConfigurationSection section,
        string setting,
        string variable
    ) =>
        section[setting] is { Length: > 0 } ours ? (ours, $"{section.Path}:{setting}")
        : configuration[$"OTEL_EXPORTER_OTLP_{variable}"] is { Length: > 0 } common
            ? (common, $"OTEL_EXPORTER_OTLP_{variable}")
        : (null, "");
}
