using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Bench;

/// <summary>What the benchmarks of a simulator in a process of its own share.</summary>
internal static class Simulator
{
    /// <summary>Says what to do when the program is not built yet.</summary>
    public static bool IsThere(string serverDll)
    {
        if (File.Exists(serverDll))
            return true;
        Console.Error.WriteLine(
            $"{serverDll} is not there: build it first with 'dotnet build src/Server -c Release', or name it with --server."
        );
        return false;
    }

    public static async Task<bool> IsHealthyAsync(HttpClient api, CancellationToken stop)
    {
        try
        {
            return (await api.GetAsync("/health", stop)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        while (!await condition())
            await Task.Delay(50, limit.Token);
    }

    /// <exception cref="InvalidOperationException">It was refused; the message has the answer.</exception>
    public static async Task PostAsync<T>(HttpClient api, string path, T body, CancellationToken stop)
    {
        using var response = await api.PostAsJsonAsync(path, body, stop);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {await response.Content.ReadAsStringAsync(stop)}");
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
