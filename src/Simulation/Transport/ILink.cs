using ChargePoints;
using Ocpp;

namespace Simulation.Transport;

/// <summary>Opens links to CSMSs: WebSockets, or in memory in virtual time.</summary>
public interface ILinkFactory
{
    /// <summary>Begins to connect and returns at once; what becomes of it is told to <paramref name="listener"/>.</summary>
    ILink Open(LinkRequest request, ILinkListener listener);
}

/// <summary>What a link is opened with.</summary>
/// <param name="Identity">The charge point's identity, not encoded.</param>
/// <param name="Settings">Where to and how.</param>
/// <param name="Security">How it is secured.</param>
public sealed record LinkRequest(string Identity, LinkSettings Settings, LinkSecurity Security)
{
    /// <summary>Where to, with the scheme of the security profile.</summary>
    public Uri Url { get; } = CsmsAddress.Of(Settings, Security.Profile);

    /// <summary>What a handshake says that fails because it is to.</summary>
    internal const string BrokenTls = "the handshake failed: an injected tls-failure.";

    /// <summary>True: the TLS handshake is to fail.</summary>
    public bool BreaksTls { get; init; }
}

/// <summary>One connection, or the attempt at one. All methods are called on the loop of its charger and never block.</summary>
public interface ILink
{
    /// <summary>When the last byte arrived.</summary>
    Instant LastReceived { get; }

    /// <summary>SHA-256, in lower case hexadecimal, of the installed root that the CSMS's certificate led to; null without one.</summary>
    string? ServerRoot => null;

    /// <summary>Sends a text frame; the memory is free again on return. A full outgoing buffer ends the link.</summary>
    void Send(ReadOnlySpan<byte> utf8);

    /// <summary>Sends a ping.</summary>
    void Ping();

    /// <summary>Nothing that the link sends by itself, as pongs are, goes out any more.</summary>
    void Mute();

    /// <summary>Begins an orderly close. The end is told to the listener; a peer that never answers is for the owner to abort.</summary>
    void Close(string reason);

    /// <summary>Ends the link, or the attempt, at once, for <paramref name="reason"/>.</summary>
    void Abort(string reason);
}

/// <summary>Hears what happens on a link. Called from any thread; the calls of one link come one after the other.</summary>
public interface ILinkListener
{
    /// <summary>The connection is open and speaks ocpp1.6.</summary>
    void Opened(ILink link);

    /// <summary>
    /// A text frame has arrived in the first <paramref name="length"/> bytes of a buffer rented from the shared array
    /// pool; the listener gives it back and then tells the link, if it is an <see cref="ILinkFlow"/>.
    /// </summary>
    void FrameArrived(ILink link, byte[] rented, int length);

    /// <summary>Something arrived that OCPP has no use for and that was ignored.</summary>
    void Ignored(ILink link, string detail);

    /// <summary>The connection has ended or was never made. The last call for this link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="reason">One line for a person.</param>
    /// <param name="kind">Why it was not made; without meaning when it was.</param>
    void Closed(ILink link, string reason, LinkFailureKind kind = LinkFailureKind.Unreachable);
}

/// <summary>Holds a link's reader back while its charger is behind.</summary>
public interface ILinkFlow
{
    /// <summary>One frame has been dealt with.</summary>
    void Delivered();
}
