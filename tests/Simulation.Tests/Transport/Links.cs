using ChargePoints;
using Ocpp;
using Simulation.Transport;

namespace Simulation.Tests.Transport;

/// <summary>Opens links the way a loop does.</summary>
internal static class Links
{
    public static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static (ILink Link, RecordingListener Listener) Open(
        Uri url,
        string identity = "CP 1",
        string? key = null,
        bool takesFrames = true,
        LinkSecurity? security = null,
        bool offersSubprotocol = true
    )
    {
        var listener = new RecordingListener(takesFrames);
        security ??= new LinkSecurity { Profile = 0, Password = key };
        var settings = new LinkSettings { CsmsUrl = url, OffersSubprotocol = offersSubprotocol };
        var request = new LinkRequest(identity, settings, security);
        return (new WebSocketLinkFactory(() => Start).Open(request, listener), listener);
    }
}
