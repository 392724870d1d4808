namespace Simulation.Transport;

/// <summary>What is wrong with a charger's connection and with each attempt at one; injected.</summary>
/// <param name="Silent">Nothing passes either way, and no attempt is answered.</param>
/// <param name="Refused">Each attempt is refused.</param>
/// <param name="Delay">Each attempt begins so much later.</param>
/// <param name="BreaksTls">Each TLS handshake fails.</param>
internal sealed record ConnectFaults(bool Silent, bool Refused, TimeSpan Delay, bool BreaksTls)
{
    public static readonly ConnectFaults None = new(false, false, TimeSpan.Zero, false);
}
